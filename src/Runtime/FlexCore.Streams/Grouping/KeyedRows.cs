using FlexCore.Application.Streams;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Grouping;

/// <summary>What window and group steps share: checks a row's values, hashes its key, and hands it to the key's partition.</summary>
/// <remarks>Owned by one operator, whose calls never overlap; partitions run in parallel only inside of <see cref="ApplyAsync"/>.</remarks>
internal sealed class KeyedRows
{
    /// <summary>The most groups one step holds at a time, over all open windows; beyond it the run fails with <c>too-many-groups</c>.</summary>
    /// <remarks>A million groups of a short key, a count and a sum were measured at 350 to 430 MB with their checkpoint; half of that fits a process of 250 MB.</remarks>
    public const int MaxGroups = 500_000;

    private readonly KeyedPlan _plan;
    private readonly int[] _keySlots;
    private readonly (AggregatePlan Plan, AggregateFunction Function)[] _checked;
    private readonly PartitionInput[] _partitions;
    private readonly int _maxGroups;

    /// <summary>Prepares a plan.</summary>
    /// <param name="plan">Keys, aggregates and partitions.</param>
    /// <param name="maxGroups">The most groups at a time.</param>
    public KeyedRows(KeyedPlan plan, int maxGroups)
    {
        _plan = plan;
        _maxGroups = maxGroups;
        _keySlots = [.. plan.KeySlots];
        _checked = [.. plan.Aggregates
            .SelectMany(_ => AggregateCatalog.All, (aggregate, function) => (aggregate, function))
            .Where(pair => pair.function.NeedsNumbers && pair.function.Name == pair.aggregate.Function)];
        _partitions = new PartitionInput[plan.Partitions];
        for (var i = 0; i < _partitions.Length; i++)
        {
            _partitions[i] = new PartitionInput();
        }
    }

    /// <summary>Begins a batch.</summary>
    /// <param name="input">The batch.</param>
    public void Begin(RecordBatch input)
    {
        foreach (var partition in _partitions)
        {
            partition.Begin(input.SelectedCount);
        }
    }

    /// <summary>Whether every aggregate can take a row; else the row fails as a whole, so that its aggregates stay consistent.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="row">The row.</param>
    public bool Accepts(RecordBatch input, int row)
    {
        foreach (ref readonly var aggregate in _checked.AsSpan())
        {
            var value = aggregate.Plan.Arguments[0].Of(input, row);
            if (!value.TryGetNumber(out _) && !aggregate.Function.Accepts(value))
            {
                input.Fail(row, _plan.Step, new RecordFailure("not-a-number", $"{aggregate.Plan.Function} ('{aggregate.Plan.Name}') needs a number, but got {Describe(value)}; convert it, for example with 'types' in the parse step"));
                return false;
            }
        }

        return true;
    }

    /// <summary>Hands a row to its partition.</summary>
    /// <param name="cells">The row's cells.</param>
    /// <param name="row">The row.</param>
    /// <param name="pane">Its pane.</param>
    public void Assign(ReadOnlySpan<Value> cells, int row, Pane pane)
    {
        var hash = KeyHash.Empty;
        foreach (var slot in _keySlots)
        {
            hash = KeyHash.Add(hash, cells[slot]);
        }

        _partitions[Pane.PartitionOf(hash, _partitions.Length)].Append(row, hash, pane);
    }

    /// <summary>Adds all assigned rows to their groups.</summary>
    /// <param name="input">The batch.</param>
    public async ValueTask ApplyAsync(RecordBatch input)
    {
        if (_partitions.Length == 1)
        {
            _partitions[0].Apply(0, input);
            return;
        }

        var others = new Task[_partitions.Length - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var partition = i + 1;
            others[i] = Task.Run(() => _partitions[partition].Apply(partition, input));
        }

        _partitions[0].Apply(0, input);
        await Task.WhenAll(others);
    }

    /// <summary>Ends the run when there are too many groups.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <exception cref="StreamException">There are more than the limit (<c>too-many-groups</c>).</exception>
    public void CheckLimit(long groups)
    {
        if (groups > _maxGroups)
        {
            throw new StreamException("too-many-groups", FormattableString.Invariant($"Step {_plan.Step + 1} holds {groups:N0} groups, more than the limit of {_maxGroups:N0}. Use fewer or coarser keys, smaller windows or less lateness."));
        }
    }

    /// <summary>Adds the rows of some groups to a batch.</summary>
    /// <param name="entries">The groups, in order.</param>
    /// <param name="prefix">The cells before the key.</param>
    /// <param name="origin">The input row that caused the emission.</param>
    /// <param name="output">Takes the rows.</param>
    public static void Emit(ReadOnlySpan<PaneEntry> entries, ReadOnlySpan<Value> prefix, int origin, RecordBatch output)
    {
        foreach (var entry in entries)
        {
            var cells = output.Add(origin);
            prefix.CopyTo(cells);
            entry.Set.Emit(entry.Group, cells[prefix.Length..]);
        }
    }

    private static string Describe(Value value)
    {
        var text = value.ToString();
        return $"the {value.Kind.ToString().ToLowerInvariant()} '{(text.Length > 50 ? text[..50] + "…" : text)}'";
    }
}
