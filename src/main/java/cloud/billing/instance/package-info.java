/** The instances of accounts, as the platform reports them. */
@NullMarked
package cloud.billing.instance;

import org.jspecify.annotations.NullMarked;
