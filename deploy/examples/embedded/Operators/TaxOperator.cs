using FlexCore.Streams.UserOperators;

namespace FlexCore.Examples.Embedded.Operators;

/// <summary>Adds the tax to a price. Used by one worker; nothing carries over from one record to the next.</summary>
internal sealed class TaxOperator : RecordOperator
{
    private readonly Field _price;
    private readonly Field _gross;
    private readonly double _percent;

    private TaxOperator(OperatorSetup setup)
    {
        _price = setup.Reads(setup.Text("field"));
        _gross = setup.Writes("gross");
        _percent = setup.Number("percent");
    }

    /// <summary>The operator as pipelines know it.</summary>
    public static OperatorDescription Description { get; } = OperatorDescription.Stateless("tax", version: 1, setup => new TaxOperator(setup)) with
    {
        Summary = "Adds the field 'gross': the price and its tax.",
        Options =
        [
            new OperatorOption("field", OptionKind.Field, "the price") { IsRequired = true },
            new OperatorOption("percent", OptionKind.Number, "the tax in percent") { IsRequired = true },
        ],
    };

    public override void Process(ref RecordAccess record)
    {
        if (record.TryNumber(_price, out var price))
        {
            record.Set(_gross, Math.Round(price * (100 + _percent) / 100, 2));
        }
        else
        {
            record.Fail("no-price", "the price is missing or no number");
        }
    }
}
