#!/bin/sh
# Makes the certificates of a session with the openssl command alone, by the profiles in README.md beside this file:
# to look at them, and to try the programs against a second maker. Real sessions make theirs with plumbline-coordinator.
#
# usage: certs/make-test-pki.sh FOLDER [CODE…]     (codes: R1 R2 when none is given)
set -eu
umask 077

folder=${1:?usage: certs/make-test-pki.sh FOLDER [CODE...]}
shift
[ $# -gt 0 ] || set -- R1 R2
mkdir "$folder"
cd "$folder"

days=30

key() { # file
  openssl genpkey -algorithm EC -pkeyopt ec_param_enc:named_curve -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null
}

# 16 random bytes; the first one from 01 to 7f, so that the number is positive and has one length.
serial() { printf '0x%02x%s' "$(($(od -An -N1 -tu1 /dev/urandom) % 127 + 1))" "$(openssl rand -hex 15)"; }

cat > profiles.cnf <<'END'
[req]
distinguished_name = empty
prompt = no
[empty]
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[revocations]
authorityKeyIdentifier = keyid:always
[ca]
default_ca = session
[session]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 30
crl_extensions = revocations
END

key authority.key
openssl req -new -x509 -config profiles.cnf -extensions authority -sha256 -days "$days" -set_serial "$(serial)" \
  -key authority.key -utf8 -subj '/CN=Test session authority' -out authority.pem

issue() { # name, common name, profile
  key "$1.key"
  openssl req -new -config profiles.cnf -sha256 -key "$1.key" -utf8 -subj "/CN=$2" -out "$1.csr"
  openssl x509 -req -sha256 -days "$days" -set_serial "$(serial)" -CA authority.pem -CAkey authority.key \
    -extfile profiles.cnf -extensions "$3" -in "$1.csr" -out "$1.pem" 2>/dev/null
  rm "$1.csr"
}

issue server coordinator server
for code in "$@"; do issue "client-$code" "$code" client; done

# One more client, revoked, and the list that says so.
issue client-revoked revoked client
: > index.txt
echo 01 > crlnumber
openssl ca -config profiles.cnf -cert authority.pem -keyfile authority.key -revoke client-revoked.pem 2>/dev/null
openssl ca -config profiles.cnf -cert authority.pem -keyfile authority.key -gencrl -out revocations.pem 2>/dev/null
rm -f index.txt* crlnumber*

openssl verify -CAfile authority.pem -purpose sslserver server.pem
for code in "$@"; do openssl verify -CAfile authority.pem -purpose sslclient "client-$code.pem"; done
printf 'fingerprint of the server for invitations: '
openssl x509 -in server.pem -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1
