using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Requests;

/// <summary>Says who makes a request, for which tenant. The one place where authentication plugs in: register another implementation.</summary>
/// <remarks>Called once per request, before anything else, from many threads.</remarks>
public interface IRequestIdentity
{
    /// <summary>Identifies a request.</summary>
    /// <param name="http">The request.</param>
    /// <returns>The tenant and principal, or why the request is refused: <c>not-local</c> or <c>cross-origin</c> (403).</returns>
    IdentityAnswer Identify(HttpContext http);
}
