/** The life cycle of access keys: created, listed, disabled, and re-encrypted when the encryption key changes. */
@NullMarked
package cloud.billing.accesskey;

import org.jspecify.annotations.NullMarked;
