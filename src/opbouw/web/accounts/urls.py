"""Addresses about accounts."""

from django.urls import path

from opbouw.web.accounts import views

urlpatterns = [
    path("account/new", views.first_account, name="first_account"),
    path("login", views.log_in, name="login"),
    path("logout", views.log_out, name="logout"),
    path("people", views.people, name="people"),
]
