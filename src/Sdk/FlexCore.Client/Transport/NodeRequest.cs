using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Client.Transport;

/// <summary>One call, which may be sent several times. Immutable.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below <c>/api/v1/</c>, with its query; one that begins with a slash is the whole path.</param>
internal sealed record NodeRequest(HttpMethod Method, string Path)
{
    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type; <see langword="null"/> without a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The caller's own key; <see langword="null"/> for a new one.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What a command returned and a query waits for; <see langword="null"/> for none.</summary>
    public string? ConsistencyToken { get; init; }

    /// <summary>When it may be sent again.</summary>
    /// <value>The default value is <see cref="Repetition.Always"/>.</value>
    public Repetition Repeats { get; init; }

    /// <summary>A POST without a body.</summary>
    /// <param name="path">The path.</param>
    public static NodeRequest Post(string path) => new(HttpMethod.Post, path);

    /// <summary>A call with a JSON body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The body.</param>
    /// <param name="type">How to write it.</param>
    public static NodeRequest Json<T>(HttpMethod method, string path, T value, JsonTypeInfo<T> type) =>
        new(method, path) { Body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, type)), ContentType = "application/json" };

    /// <summary>The message of one attempt.</summary>
    /// <param name="url">The full URL.</param>
    public HttpRequestMessage ToMessage(Uri url)
    {
        var message = new HttpRequestMessage(Method, url);
        if (ConsistencyToken is { Length: > 0 } token)
        {
            message.Headers.TryAddWithoutValidation("X-FlexCore-Token", token);
        }

        if (ContentType is { } type)
        {
            message.Content = new ReadOnlyMemoryContent(Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        }
        else if (Repeats != Repetition.Always)
        {
            // A handler sends a request by itself again, up to three times, when the connection ends before the answer, unless it has begun to send a body.
            message.Content = new ByteArrayContent([]);
        }

        return message;
    }
}
