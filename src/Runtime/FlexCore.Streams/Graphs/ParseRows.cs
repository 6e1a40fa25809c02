using System.Text.Unicode;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>First operator of a pipeline: reports what the source found unusable, checks UTF-8 and parses.</summary>
/// <param name="parser">The parser.</param>
/// <param name="step">The parse step's index, for failures; -1 without one.</param>
internal sealed class ParseRows(IRecordParser parser, int step) : IRowOperator
{
    private const int SourceStep = -1;

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        if (batch.Source is not { } chunk)
        {
            throw new InvalidOperationException("Only records of a source can be parsed.");
        }

        parser.Begin(chunk);
        var isValid = IsValidUtf8(chunk);
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            if (IsUsable(chunk, row, isValid, out var failure, out var failedStep)
                && parser.TryParse(chunk, row, batch.Row(row), out failure))
            {
                selection[kept++] = row;
            }
            else
            {
                batch.Fail(row, failedStep, failure);
            }
        }

        batch.Keep(kept);
    }

    private bool IsUsable(SourceChunk chunk, int row, bool isValid, out RecordFailure failure, out int failedStep)
    {
        failure = default;
        failedStep = SourceStep;
        if (chunk.Defects is not null && chunk.Defects.TryGetValue(row, out failure))
        {
            return false;
        }

        if (!isValid && !Utf8.IsValid(chunk.Span(row)))
        {
            failure = new RecordFailure("invalid-utf8", "the record is not valid UTF-8");
            return false;
        }

        failedStep = step;
        return true;
    }

    // One vectorized pass over everything is much cheaper than one call per record; only a dirty chunk is looked at record by record.
    private static bool IsValidUtf8(SourceChunk chunk)
    {
        if (chunk.Count == 0 || chunk.Defects is not null)
        {
            return false;
        }

        var first = chunk.Start(0);
        var end = chunk.Start(chunk.Count - 1) + chunk.Length(chunk.Count - 1);
        return Utf8.IsValid(chunk.Buffer.AsSpan(first, end - first));
    }
}
