/** The instances of accounts, as the platform tells them. */
@NullMarked
package cloud.billing.instance;

import org.jspecify.annotations.NullMarked;
