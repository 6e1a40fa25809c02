using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Execution;

/// <summary>Applies the error policies to the failed rows of a batch and of everything that was emitted because of it, in input order.</summary>
/// <remarks>Used by the ordered stage alone.</remarks>
/// <param name="plan">The policies.</param>
/// <param name="counters">Counts errors.</param>
internal sealed class FailureHandler(FailurePlan plan, RunCounters counters)
{
    private const int QuotedCharacters = 200;

    private readonly List<PendingFailure> _pending = [];

    /// <summary>The dead letters of the last <see cref="Resolve"/>.</summary>
    public RecordBatch DeadLetters { get; } = new(DeadLetterRows.Width);

    /// <summary>Takes the failures of a batch. Only remembers where they are: call <see cref="Resolve"/> before the batch is reused.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="emitted">The layout in which a step with state emitted the rows; <see langword="null"/> for rows of the source.</param>
    public void Collect(RecordBatch batch, RecordLayout? emitted = null)
    {
        foreach (var failure in batch.Failures)
        {
            // Chunks outlive their batch, so the record is found again; the order of the input decides, not the order of the steps.
            var origin = batch.OriginOf(failure.Row);
            var source = batch.HasPlace(failure.Row) ? batch.Source : null;
            var text = emitted is null || source is not null ? null : RowText.Of(batch.Row(failure.Row), emitted);
            _pending.Add(new PendingFailure(origin, _pending.Count, failure, source, text));
        }
    }

    /// <summary>Applies the policies.</summary>
    /// <exception cref="StreamException">A policy says that the run fails.</exception>
    public void Resolve()
    {
        DeadLetters.Clear();
        if (_pending.Count == 0)
        {
            return;
        }

        _pending.Sort();
        foreach (var failure in _pending)
        {
            Apply(failure);
        }

        _pending.Clear();
    }

    private void Apply(PendingFailure pending)
    {
        var (step, failure) = (pending.Failure.Step, pending.Failure.Failure);
        var isLate = failure.Reason == RecordFailure.Late;
        if (!isLate)
        {
            counters.AddError();
            StreamInstruments.Errors.Add(1, new KeyValuePair<string, object?>("reason", failure.Reason));
        }

        switch (plan.PolicyOf(step, isLate))
        {
            case ErrorPolicy.Skip:
                break;
            case ErrorPolicy.DeadLetter:
                var cells = DeadLetters.Add(pending.Origin);
                DeadLetterRows.Fill(cells, failure, plan.NameOf(step));
                if (pending.Source is { } source)
                {
                    DeadLetterRows.AddOrigin(cells, source, pending.Origin);
                }
                else if (pending.Text is { } text)
                {
                    DeadLetterRows.AddText(cells, text);
                }

                break;
            default:
                throw new StreamException("record-failed", Describe(pending, plan.NameOf(step)));
        }
    }

    private static string Describe(PendingFailure pending, string step)
    {
        var failure = pending.Failure.Failure;
        var place = "A record";
        var quote = pending.Text is null ? string.Empty : $" It is: {pending.Text}";
        if (pending.Source is { } chunk)
        {
            var position = chunk.PositionOf(pending.Origin);
            var text = Encoding.UTF8.GetString(chunk.Span(pending.Origin));
            place = FormattableString.Invariant($"The record at line {position.Line} of '{position.Source}' (byte {position.Offset})");
            quote = $" It reads: {(text.Length > QuotedCharacters ? text[..QuotedCharacters] + "…" : text)}";
        }

        return $"{place} failed in step {step}: {failure.Reason}: {failure.Detail.TrimEnd('.')}.{quote} {Remedy(failure)}";
    }

    private static string Remedy(RecordFailure failure) => failure.Reason == RecordFailure.Late
        ? "Raise the window's lateness, or set late to drop or deadletter to go on without such records."
        : "Set onError to skip or deadletter to go on without such records.";

    private readonly record struct PendingFailure(int Origin, int Order, RowFailure Failure, SourceChunk? Source, string? Text) : IComparable<PendingFailure>
    {
        public int CompareTo(PendingFailure other) =>
            Origin != other.Origin ? Origin.CompareTo(other.Origin) : Order.CompareTo(other.Order);
    }
}
