using FlexCore.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Ingest;

/// <summary>What the content headers of a request say.</summary>
internal static class MediaTypes
{
    /// <summary>The content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of one JSON value per line.</summary>
    public const string Ndjson = "application/x-ndjson";

    private static readonly string[] NdjsonNames = [Ndjson, "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/jsonlines"];

    /// <summary>The format of records in a body.</summary>
    /// <param name="contentType">The header, or <see langword="null"/>.</param>
    /// <exception cref="ProblemException">It is missing or means neither JSON nor NDJSON.</exception>
    public static BodyFormat FormatOf(string? contentType)
    {
        if (IsJson(contentType))
        {
            return BodyFormat.Json;
        }

        return IsNdjson(contentType)
            ? BodyFormat.Ndjson
            : throw Unsupported(contentType, "application/json for one record or an array, application/x-ndjson for one record per line");
    }

    /// <summary>Whether it is one of NDJSON's names.</summary>
    /// <param name="contentType">The header, or <see langword="null"/>.</param>
    public static bool IsNdjson(string? contentType)
    {
        var type = Bare(contentType);
        foreach (var name in NdjsonNames)
        {
            if (type.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is <c>application/json</c>.</summary>
    /// <param name="contentType">The header, or <see langword="null"/>.</param>
    public static bool IsJson(string? contentType) =>
        contentType is not null && (contentType.Equals(Json, StringComparison.OrdinalIgnoreCase) || Bare(contentType).Equals(Json, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is one of YAML's names.</summary>
    /// <param name="contentType">The header, or <see langword="null"/>.</param>
    public static bool IsYaml(string? contentType) =>
        Bare(contentType) is "application/yaml" or "application/x-yaml" or "text/yaml" or "text/x-yaml" or "text/vnd.yaml";

    /// <summary>Whether the body is gzip.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ProblemException">It has another encoding.</exception>
    public static bool IsGzip(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding;
        if (encoding.Count == 0)
        {
            return false;
        }

        var name = encoding.ToString().Trim();
        if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return name.Length == 0 || name.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new ProblemException(ProblemCodes.UnsupportedEncoding, $"The content encoding '{Shown.Of(name)}' is not supported. Send gzip, or the plain body.");
    }

    /// <summary>The answer 415.</summary>
    /// <param name="contentType">What came.</param>
    /// <param name="remedy">What to send.</param>
    public static ProblemException Unsupported(string? contentType, string remedy) => new(
        ProblemCodes.UnsupportedMediaType,
        string.IsNullOrEmpty(contentType) ? $"The request has a body but no Content-Type. Send {remedy}." : $"The content type '{Shown.Of(contentType)}' is not supported here. Send {remedy}.");

    // Parameters such as charset=utf-8 do not matter: bodies are UTF-8 or refused.
    private static ReadOnlySpan<char> Bare(string? contentType)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim();
    }
}
