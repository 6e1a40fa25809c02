namespace FlexCore.Streams.Definition;

/// <summary>How addresses appear in messages, logs and the history of runs.</summary>
internal static class UrlText
{
    /// <summary>The address without query, user and fragment, which may hold secrets.</summary>
    /// <param name="url">The address.</param>
    public static string Display(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Display(uri) : "an invalid address";

    /// <summary>The address without query, user and fragment, which may hold secrets.</summary>
    /// <param name="url">The address.</param>
    public static string Display(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
