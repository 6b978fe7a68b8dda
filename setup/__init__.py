"""What installs the project and writes its reference pages."""
