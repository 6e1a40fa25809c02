using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

// The worked example of an operator with state: it adds up a number for each key, and drops records until the total has reached a minimum.
//
//   - runningTotal: { of: amount, by: customer }
//
// Snapshot writes everything that later results depend on, in an order that does not depend on how the dictionary is laid out; Restore reads the same.
public sealed class RunningTotalOperator : StatefulRecordOperator
{
    private readonly Field _amount;
    private readonly Field _key;
    private readonly Field _total;
    private readonly double _atLeast;
    private readonly SortedDictionary<string, double> _totals = new(StringComparer.Ordinal);

    public RunningTotalOperator(OperatorSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _amount = setup.Computes("of");
        _key = setup.Reads(setup.Text("by"));
        _total = setup.Writes("total");
        _atLeast = setup.Number("atLeast");
    }

    public static OperatorDescription Description { get; } = OperatorDescription.Stateful("runningTotal", version: 1, setup => new RunningTotalOperator(setup)) with
    {
        Summary = "Adds up a number for each key.",
        Options =
        [
            new OperatorOption("of", OptionKind.Expression, "the number") { IsRequired = true },
            new OperatorOption("by", OptionKind.Field, "the key") { IsRequired = true },
            new OperatorOption("atLeast", OptionKind.Number, "the least total that comes out") { Default = "0" },
        ],
    };

    public override void Process(ref RecordAccess record)
    {
        if (!record.TryText(_key, out var key) || !record.TryNumber(_amount, out var amount))
        {
            record.Fail("no-amount", $"the key is {record[_key]} and the amount is {record[_amount]}");
            return;
        }

        var total = _totals.GetValueOrDefault(key) + amount;
        _totals[key] = total;
        record.Set(_total, total);
        if (total < _atLeast)
        {
            record.Drop();
        }
    }

    public override void Snapshot(OperatorStateWriter state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.WholeNumber(_totals.Count);
        foreach (var (key, total) in _totals)
        {
            state.Text(key);
            state.Number(total);
        }
    }

    public override void Restore(ref OperatorStateReader state)
    {
        for (var count = state.WholeNumber(); count > 0; count--)
        {
            _totals[state.Text()] = state.Number();
        }
    }
}
