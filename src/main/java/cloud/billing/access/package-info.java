/** Who is calling: ZC2 signatures, bearer tokens, access keys and rate limits, which all end in a {@code Caller}. */
@NullMarked
package cloud.billing.access;

import org.jspecify.annotations.NullMarked;
