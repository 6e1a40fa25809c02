using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Http;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>Reads answers: their JSON, the records in it, and the records as lines. Used by one source.</summary>
/// <param name="plan">The expressions.</param>
/// <param name="target">The address in messages.</param>
/// <param name="settings">The bounds of reading.</param>
internal sealed class PollAnswers(PollSourcePlan plan, string target, SourceSettings settings)
{
    private readonly TextArena _arena = new();

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="page">The page's number, from 1.</param>
    /// <exception cref="StreamException">The body is not JSON, or there are no records where the pipeline expects them.</exception>
    public PollPage Read(HttpAnswer answer, long page)
    {
        var cells = new Value[PollScope.Width];
        cells[PollScope.HeadersSlot] = HeadersOf(answer);
        cells[PollScope.PageSlot] = Value.Number(page);
        if (answer.Body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            cells[PollScope.BodySlot] = Value.Null;
        }
        else
        {
            var cursor = new JsonCursor(answer.Body, 0, answer.Body.Length, _arena);
            if (!cursor.ReadDocument(out var body))
            {
                // A proxy's error page or a cut answer: the next one may be right.
                throw new SourceUnavailableException($"{target} answers {answer.Description}, but the body is not JSON: {cursor.Failure.Reason}. It begins: {answer.Excerpt}");
            }

            cells[PollScope.BodySlot] = body;
        }

        var records = Evaluate(plan.Records, cells, "records");
        Value[] found = records.Kind switch
        {
            ValueKind.Undefined or ValueKind.Null => [],
            ValueKind.Array => records.AsArray().Items.ToArray(),
            ValueKind.Object => [records],
            _ => throw new StreamException("poll-failed", $"The expression 'records' gives {records} for an answer of {target}. It must give an array or an object; correct it."),
        };
        cells[PollScope.CountSlot] = Value.Number(found.Length);
        return new PollPage(cells, found);
    }

    /// <summary>Evaluates an expression of the pipeline.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="cells">The page's cells.</param>
    /// <param name="key">Its key, for messages.</param>
    public Value Evaluate(CompiledExpression expression, Value[] cells, string key)
    {
        try
        {
            return expression.Evaluate(new EvaluationFrame(cells));
        }
        catch (ExpressionException error)
        {
            throw new StreamException("poll-failed", $"The expression '{key}' fails for an answer of {target}: {error.Diagnostic} Correct it.", error);
        }
    }

    /// <summary>The records as lines.</summary>
    /// <param name="page">The page, with at least one record.</param>
    /// <param name="at">The position before it.</param>
    public SourceChunk ChunkOf(PollPage page, PollPosition at)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var (starts, lengths) = (new int[page.Records.Count], new int[page.Records.Count]);
        Dictionary<int, RecordFailure>? defects = null;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = output.WrittenCount;
            ValueJson.Write(page.Records[i], output);
            lengths[i] = output.WrittenCount - starts[i];
            if (lengths[i] > settings.MaxRecordLength)
            {
                lengths[i] = SourceSettings.KeptOfLongRecord;
                (defects ??= [])[i] = ChunkReader.TooLong(settings);
            }

            output.Write("\n"u8);
        }

        return new SourceChunk(output.WrittenSpan.ToArray(), starts, lengths, starts.Length)
        {
            SourceName = target,
            BaseOffset = at.BytesIn,
            FirstLine = at.Records + 1,
            Defects = defects,
        };
    }

    private static Value HeadersOf(HttpAnswer answer)
    {
        var headers = new ObjectValue(answer.Headers.Count);
        foreach (var (name, value) in answer.Headers)
        {
            headers.Set(name, Value.String(value));
        }

        return Value.Object(headers);
    }
}
