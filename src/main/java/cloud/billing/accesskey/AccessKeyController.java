package cloud.billing.accesskey;

import cloud.billing.access.Caller;
import cloud.billing.access.Scope;
import cloud.billing.action.RequestOrigin;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.Page;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.RequiresScope;
import cloud.billing.internal.ResourceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** An account's access keys (contract 2). */
@InternalApi
class AccessKeyController {

    private static final String KEYS = "/accounts/{accountId}/access-keys";

    private final AccessKeyService accessKeys;

    AccessKeyController(AccessKeyService accessKeys) {
        this.accessKeys = accessKeys;
    }

    /** Creates a new key on each call; only this answer contains its password. */
    @PostMapping(KEYS)
    @RequiresScope(Scope.ACCESS_KEYS_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    NewAccessKey createAccessKey(
            @PathVariable @ResourceId String accountId,
            @Valid @RequestBody AccessKeyContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        return accessKeys.create(accountId, content, caller.actor(), RequestOrigin.of(request));
    }

    /** The account's keys, without their passwords. */
    @GetMapping(KEYS)
    @RequiresScope(Scope.ACCESS_KEYS_WRITE)
    Page<AccessKeyView> listAccessKeys(@PathVariable @ResourceId String accountId) {
        return new Page<>(accessKeys.list(accountId), null);
    }

    /** Disables a key on every replica within 30 s; also 204 if it is already disabled. */
    @DeleteMapping(KEYS + "/{accessKeyId}")
    @RequiresScope(Scope.ACCESS_KEYS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disableAccessKey(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String accessKeyId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        if (!accessKeys.disable(accountId, accessKeyId, caller.actor(), RequestOrigin.of(request))) {
            throw new ProblemException(ProblemCode.ACCESS_KEY_NOT_FOUND);
        }
    }
}
