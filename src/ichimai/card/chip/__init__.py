"""The software card: power, dispatch, one module an application, two ways in.

Bytes in, bytes out. It knows neither the reader nor the register.
"""
