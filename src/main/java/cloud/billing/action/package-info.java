/**
 * The action protocol of the public endpoint: envelope, request ids, error codes, dispatch by name; and what both protocols need of a
 * request: its id, body, origin, time budget, concurrency limit, and what a database failure means. It knows nothing of billing.
 */
@NullMarked
package cloud.billing.action;

import org.jspecify.annotations.NullMarked;
