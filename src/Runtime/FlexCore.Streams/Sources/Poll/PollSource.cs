using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Http;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>Asks an HTTP endpoint for records, page by page, once or again and again.</summary>
/// <remarks>
/// The position is the next page to ask for. A page comes again after a crash when the checkpoint lay before it, as the server gives it then: at
/// least once. Used by one reading task; <see cref="WritePosition"/> may run on another one, because it only reads what never changes.
/// </remarks>
internal sealed class PollSource : IRecordSource
{
    private readonly PollSourceDefinition _definition;
    private readonly TimeProvider _clock;
    private readonly HttpCaller _caller;
    private readonly PollAnswers _answers;
    private readonly PollTurns _turns;
    private readonly string _target;
    private readonly PollPosition _from;
    private PollPosition _at;
    private long? _pollBegan;

    /// <summary>Creates a source.</summary>
    /// <param name="plan">What to ask.</param>
    /// <param name="start">The run.</param>
    public PollSource(PollSourcePlan plan, SourceStart start)
    {
        _definition = plan.Definition;
        _clock = start.Services.Clock;
        _target = HttpTarget.Display(_definition.Url.Text);
        _answers = new PollAnswers(plan, _target, start.Settings);
        _turns = new PollTurns(plan, _answers);
        _caller = new HttpCaller(
            new HttpCallSettings(_definition.Headers, _definition.Timeout, _definition.Retries, _definition.MaxBody, _definition.Redirects),
            start.Services,
            static (message, error) => new SourceUnavailableException(message, error));
        _at = _from = start.Position is { } position ? PollPosition.Read(position.Span) : PollPosition.Start;
    }

    /// <inheritdoc/>
    public long? BytesTotal => null;

    /// <inheritdoc/>
    public long BytesIn => _at.BytesIn;

    /// <inheritdoc/>
    public long BytesRead => _at.BytesIn;

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_at.IsComplete && _definition.Every is null)
            {
                return null;
            }

            await WaitAsync(cancellationToken);
            if (await AskAsync(cancellationToken) is { } read)
            {
                return read;
            }
        }
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output) => (after is null ? _from : (PollPosition)after.Position).Write(output);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        // A resumed run does not know when the last poll was, so it asks at once.
        if (_at.IsComplete && _definition.Every is { } every && _pollBegan is { } began && every - _clock.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, _clock, cancellationToken);
        }

        if (_at.IsComplete || _pollBegan is null)
        {
            _pollBegan = _clock.GetTimestamp();
            _at = _at with { IsComplete = false };
        }
    }

    private async ValueTask<SourceRead?> AskAsync(CancellationToken cancellationToken)
    {
        var at = _at;
        var answer = await _caller.SendAsync(() => RequestOf(at), cancellationToken);
        if (answer.Status == HttpStatusCode.NotModified)
        {
            Complete(at);
            return null;
        }

        CheckStatus(answer);
        var page = _answers.Read(answer, at.Page + 1);
        var validators = at.Page == 0 ? (answer.Header("etag"), answer.Header("last-modified")) : at.Pending;
        var read = _turns.WithCursor(at, page) with { Pending = validators, Records = at.Records + page.Records.Count };
        var chunk = page.Records.Count > 0 ? _answers.ChunkOf(page, at) : null;
        read = read with { BytesIn = at.BytesIn + (chunk?.Buffer.Length ?? 0) };
        if (_turns.After(at, read, page, answer) is { } next)
        {
            _at = next;
        }
        else
        {
            Complete(read with { ETag = validators.Item1, LastModified = validators.Item2 });
        }

        return chunk is null ? null : new SourceRead(chunk, _at, _at.BytesIn, _at.BytesIn);
    }

    // The next poll begins at the first page, or behind the last cursor.
    private void Complete(PollPosition read) => _at = read with { IsComplete = true, Page = 0, Url = null, Pending = default };

    private void CheckStatus(HttpAnswer answer)
    {
        if (answer.IsTransient)
        {
            throw new SourceUnavailableException($"{_target} answers {answer.Description}.");
        }

        if (!answer.IsSuccess)
        {
            throw new StreamException("poll-failed", $"{_target} answers {answer.Description}: {answer.Excerpt} Check address, method and headers of the poll source.");
        }
    }

    private HttpRequestMessage RequestOf(PollPosition at)
    {
        var request = new HttpRequestMessage(new HttpMethod(_definition.Method.ToString().ToUpperInvariant()), _turns.AddressOf(at));
        if (_definition.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Text));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (at is { Page: 0, Cursor: null })
        {
            AddValidator(request, "If-None-Match", at.ETag);
            AddValidator(request, "If-Modified-Since", at.ETag is null ? at.LastModified : null);
        }

        return request;
    }

    private static void AddValidator(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
