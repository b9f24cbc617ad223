/** The life of access keys: made, listed, disabled, and encrypted anew when the encryption key changes. */
@NullMarked
package cloud.billing.accesskey;

import org.jspecify.annotations.NullMarked;
