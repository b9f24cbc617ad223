/** Who is calling: ZC2 signatures, bearer tokens and access keys, each verified into a {@code Caller}; and rate limits. */
@NullMarked
package cloud.billing.access;

import org.jspecify.annotations.NullMarked;
