package cloud.billing.action;

import cloud.billing.access.Scope;

/** One action of the endpoint (contract 1.3). A bean of this type is all that a new action needs. */
public interface Action {

    /** What {@code X-ZC-Action} calls it by. */
    String name();

    /** What the caller must have been granted. */
    Scope scope();

    /**
     * Does what was asked, in the caller's account alone.
     *
     * @throws ActionException where it is refused; then nothing was changed
     */
    ActionAnswer perform(ActionCall call);
}
