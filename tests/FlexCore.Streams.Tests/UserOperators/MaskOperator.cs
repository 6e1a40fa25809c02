using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

// The worked example of an operator without state: it checks and masks card numbers.
//
//   - mask: { field: card, keep: 4 }
//
// 1. Derive from RecordOperator. Ask the setup for options and fields in the constructor: mistakes are then found by 'lint', before data flows.
// 2. Process gets one record at a time. Set what you asked to write; Drop, Emit or Fail decide about the record.
// 3. Describe the operator and add it to a registry, which the loader and the compiler get.
public sealed class MaskOperator : RecordOperator
{
    private readonly Field _card;
    private readonly Field _masked;
    private readonly int _keep;

    public MaskOperator(OperatorSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var field = setup.Text("field");
        _card = setup.Reads(field);
        _masked = setup.Writes(field);
        _keep = (int)setup.WholeNumber("keep");
        if (_keep is < 0 or > 6)
        {
            throw new OperatorOptionException("keep", $"at most 6 digits may stay readable, not {_keep}.");
        }
    }

    public static OperatorDescription Description { get; } = OperatorDescription.Stateless("mask", version: 1, setup => new MaskOperator(setup)) with
    {
        Summary = "Hides all but the last digits of a card number.",
        Options =
        [
            new OperatorOption("field", OptionKind.Field, "the field with the number") { IsRequired = true },
            new OperatorOption("keep", OptionKind.WholeNumber, "how many digits stay readable") { Default = "4" },
        ],
    };

    public override void Process(ref RecordAccess record)
    {
        if (!record.TryText(_card, out var card) || card.Length < 12)
        {
            record.Fail("invalid-card", $"the card number is {record[_card]}");
            return;
        }

        record.Set(_masked, new string('*', card.Length - _keep) + card[^_keep..]);
    }
}
