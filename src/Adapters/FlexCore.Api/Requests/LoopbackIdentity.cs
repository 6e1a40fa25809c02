using System.Net;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Requests;

/// <summary>
/// The development principal for requests from this machine. There is no login yet, so nothing else is served; and since every browser on this
/// machine counts as local, a page of another site is refused by its Host (DNS rebinding) and, for changes, by its Origin.
/// </summary>
internal sealed class LoopbackIdentity : IRequestIdentity
{
    private static readonly IdentityAnswer Local = new(SecurityContext.Development, null);

    /// <inheritdoc/>
    public IdentityAnswer Identify(HttpContext http)
    {
        // No address: an in-process test server or a Unix socket, which file permissions guard.
        if (http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            return Refused("not-local", "This version has no authentication and serves only requests from its own machine. Connect to the loopback address.");
        }

        if (!IsLocalName(http.Request.Host.Value))
        {
            return Refused("not-local", "The Host header does not name this machine. Use localhost, 127.0.0.1 or [::1].");
        }

        var origin = http.Request.Headers.Origin;
        return origin.Count > 0 && !HttpMethods.IsGet(http.Request.Method) && !IsLocalOrigin(origin.ToString())
            ? Refused("cross-origin", "A page of another site may not change anything here. Send the request from a local page or without Origin.")
            : Local;
    }

    /// <summary>Whether an Origin header names a page of this machine.</summary>
    /// <param name="origin">The header.</param>
    public static bool IsLocalOrigin(string origin)
    {
        var scheme = origin.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && IsLocalName(origin[(scheme + 3)..]);
    }

    private static IdentityAnswer Refused(string code, string message) => new(null, new Refusal(code, message));

    private static bool IsLocalName(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return true;
        }

        var name = host.AsSpan();
        if (name[0] == '[')
        {
            var close = name.IndexOf(']');
            return close > 1 && IPAddress.TryParse(name[1..close], out var six) && IPAddress.IsLoopback(six);
        }

        var colon = name.IndexOf(':');
        name = colon < 0 ? name : name[..colon];
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals("127.0.0.1", StringComparison.Ordinal)
            || (name.StartsWith("127.", StringComparison.Ordinal) && IPAddress.TryParse(name, out var four) && IPAddress.IsLoopback(four));
    }
}
