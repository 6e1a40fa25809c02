using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Http;

/// <summary>Addresses of HTTP sources and sinks: what is allowed, and how they appear in messages.</summary>
/// <remarks>
/// Whoever writes a pipeline decides where it connects, so addresses inside the own network are allowed. What an answer names (redirects,
/// further pages) is a stranger's wish: it must stay at the scheme, host and port that the pipeline names.
/// </remarks>
internal static class HttpTarget
{
    private static readonly string[] ReservedHeaders = ["host", "content-length", "transfer-encoding", "connection", "idempotency-key", "if-none-match", "if-modified-since"];

    /// <summary>The address without query, user and fragment, which may hold secrets.</summary>
    /// <param name="url">The address.</param>
    public static string Display(string url) => UrlText.Display(url);

    /// <summary>The address without query, user and fragment, which may hold secrets.</summary>
    /// <param name="url">The address.</param>
    public static string Display(Uri url) => UrlText.Display(url);

    /// <summary>Whether two addresses have the same scheme, host and port; http may become https.</summary>
    /// <param name="known">The address that the pipeline names.</param>
    /// <param name="other">Another one.</param>
    public static bool IsSameOrigin(Uri known, Uri other)
    {
        var isSameHost = string.Equals(known.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase) && other.UserInfo.Length == 0;
        var isSamePort = known.Scheme == other.Scheme && known.Port == other.Port;
        var isUpgrade = known.Scheme == Uri.UriSchemeHttp && other.Scheme == Uri.UriSchemeHttps && known.IsDefaultPort && other.IsDefaultPort;
        return isSameHost && (isSamePort || isUpgrade);
    }

    /// <summary>Checks an address of a pipeline.</summary>
    /// <param name="url">The address.</param>
    /// <param name="what">Whose it is, for messages.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static void Check(DefinitionText url, string what, DiagnosticBag diagnostics)
    {
        const string Remedy = "For example: url: https://example.com/items";
        if (!Uri.TryCreate(url.Text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, url.Mark, $"The address of the {what} must be absolute and begin with http:// or https://.", Remedy);
        }
        else if (uri.UserInfo.Length > 0)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, url.Mark, $"The address of the {what} must not hold a user or password.", "Send them in a header: headers: { Authorization: \"Basic ${credentials}\" }");
        }
    }

    /// <summary>Checks headers of a pipeline.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="diagnostics">Takes mistakes; never shows a value.</param>
    public static void Check(IEnumerable<HttpHeader> headers, DiagnosticBag diagnostics)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (name.Text.Length == 0 || !name.Text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, name.Mark, $"'{name}' is not a header name.");
            }
            else if (ReservedHeaders.Contains(name.Text.ToLowerInvariant()))
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, name.Mark, $"The header '{name}' is set by FlexCore.", "Leave it out.");
            }
            else if (!known.Add(name.Text))
            {
                diagnostics.Add(DiagnosticCodes.DuplicateKey, name.Mark, $"The header '{name}' occurs twice.");
            }

            if (value.Text.Any(c => c is < ' ' or > '~'))
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, value.Mark, $"The value of the header '{name}' may hold printable ASCII characters only.");
            }
        }
    }
}
