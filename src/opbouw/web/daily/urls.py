"""Addresses of the daily screens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
