package cloud.billing.action;

import cloud.billing.access.Scope;

/** One action of the endpoint (contract 1.3). A bean of this type is all that a new action needs. */
public interface Action {

    /** Its name in {@code X-ZC-Action}. */
    String name();

    /** The scope that the caller needs. */
    Scope scope();

    /**
     * Performs the action, in the caller's account only.
     *
     * @throws ActionException if it is refused; then nothing was changed
     */
    ActionAnswer perform(ActionCall call);
}
