/** The internal API's protocol: problems, scopes, callers, ids and pages; it knows no billing. */
@NullMarked
package cloud.billing.internal;

import org.jspecify.annotations.NullMarked;
