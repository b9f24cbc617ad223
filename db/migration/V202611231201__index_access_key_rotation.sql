-- Finds what an older key has encrypted, when the encryption key is rotated.
CREATE INDEX access_key_encrypted_with ON access_key (encryption_key_id, access_key_id);
