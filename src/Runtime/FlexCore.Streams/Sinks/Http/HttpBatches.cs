using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Http;
using FlexCore.Streams.Records;
using Polly;

namespace FlexCore.Streams.Sinks.Http;

/// <summary>Delivers batches: numbers them, repeats them, and finds the rows that the endpoint refuses.</summary>
/// <remarks>
/// <para>Every request has <c>Idempotency-Key: RUN/FIRST-LAST</c>. The numbers count the rows of the run from 1, so that the same key always means the same
/// rows and a receiver can leave out those up to the last it has. Where the source cannot give the same records again, each attempt of the run has keys of its own.</para>
/// <para>A batch that is refused because of its content (400, 409, 413, 422) is halved until the refused rows stand alone. Any other refusal
/// (401, 404…) is about the request and ends the run. Used by one sink.</para>
/// </remarks>
internal sealed class HttpBatches : IDisposable
{
    private const int MaxAnswer = 1024 * 1024;

    private readonly HttpSinkDefinition _definition;
    private readonly HttpCaller _caller;
    private readonly string _keyPrefix;
    private readonly List<(RecordFailure Failure, string Record)> _refused = [];

    /// <summary>Creates the delivery of one attempt.</summary>
    /// <param name="definition">The endpoint.</param>
    /// <param name="start">The run.</param>
    /// <param name="breaker">The endpoint's breaker.</param>
    public HttpBatches(HttpSinkDefinition definition, SinkStart start, ResiliencePipeline<HttpAnswer> breaker)
    {
        _definition = definition;
        _keyPrefix = start.IsReplayable ? start.RunId : FormattableString.Invariant($"{start.RunId}/{start.Services.Clock.GetUtcNow().UtcTicks:x}");
        _caller = new HttpCaller(
            new HttpCallSettings(definition.Headers, definition.Timeout, definition.Retries, MaxAnswer, Redirects: 0),
            start.Services,
            static (message, error) => new SinkUnavailableException(message, error),
            breaker);
    }

    /// <summary>Hands over the rows that were refused since the last call.</summary>
    public IReadOnlyList<(RecordFailure Failure, string Record)> TakeRefused()
    {
        if (_refused.Count == 0)
        {
            return [];
        }

        var refused = _refused.ToArray();
        _refused.Clear();
        return refused;
    }

    /// <summary>Delivers all rows of a queue.</summary>
    /// <param name="rows">The rows; stay as they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public ValueTask SendAsync(RowQueue rows, CancellationToken cancellationToken) => SendAsync(rows, 0, rows.Count, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private async ValueTask SendAsync(RowQueue rows, int from, int count, CancellationToken cancellationToken)
    {
        var body = BodyOf(rows.Lines(from, count));
        var key = FormattableString.Invariant($"{_keyPrefix}/{rows.First + from}-{rows.First + from + count - 1}");
        var answer = await _caller.SendAsync(() => RequestOf(body, key), cancellationToken);
        if (answer.IsSuccess)
        {
            return;
        }

        var target = HttpTarget.Display(answer.Url);
        if (answer.IsTransient)
        {
            throw new SinkUnavailableException($"{target} answers {answer.Description}.");
        }

        if (answer.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity))
        {
            throw new StreamException("sink-rejected", $"{target} refuses every row: {answer.Description}. {answer.Excerpt} Check address, method and headers of the http sink.");
        }

        if (count > 1)
        {
            await SendAsync(rows, from, count / 2, cancellationToken);
            await SendAsync(rows, from + (count / 2), count - (count / 2), cancellationToken);
            return;
        }

        var record = Encoding.UTF8.GetString(rows.Lines(from, 1).TrimEnd((byte)'\n'));
        _refused.Add((new RecordFailure("sink-rejected", $"{target} answers {answer.Description}: {answer.Excerpt}"), record));
    }

    private HttpRequestMessage RequestOf(byte[] body, string key)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(_definition.Body == HttpBody.Json ? "application/json" : "application/x-ndjson");
        var request = new HttpRequestMessage(new HttpMethod(_definition.Method.ToString().ToUpperInvariant()), _definition.Url.Text) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    private byte[] BodyOf(ReadOnlySpan<byte> lines)
    {
        if (_definition.Body != HttpBody.Json)
        {
            return lines.ToArray();
        }

        // Line feeds stand between the rows only: inside JSON they are escaped.
        var array = new byte[lines.Length + 1];
        array[0] = (byte)'[';
        lines.CopyTo(array.AsSpan(1));
        array.AsSpan(1, lines.Length - 1).Replace((byte)'\n', (byte)',');
        array[^1] = (byte)']';
        return array;
    }
}
