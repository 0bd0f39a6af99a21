// The room OpenSSL; see CONTRIBUTING.md.
