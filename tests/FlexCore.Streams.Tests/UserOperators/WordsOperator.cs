using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

// A flat-map: one record for each word of a text; a text without words drops the record.
public sealed class WordsOperator : RecordOperator
{
    private readonly Field _text;
    private readonly Field _word;

    public WordsOperator(OperatorSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _text = setup.Computes("of");
        _word = setup.Writes(setup.Text("as"));
    }

    public static OperatorDescription Description { get; } = OperatorDescription.Stateless("words", version: 1, setup => new WordsOperator(setup)) with
    {
        Summary = "Makes one record of each word.",
        Options =
        [
            new OperatorOption("of", OptionKind.Expression, "the text") { IsRequired = true },
            new OperatorOption("as", OptionKind.Field, "the field for the word") { Default = "word" },
        ],
    };

    public override void Process(ref RecordAccess record)
    {
        if (!record.TryText(_text, out var text))
        {
            record.Fail("no-text", $"there is no text but {record[_text]}");
            return;
        }

        record.Drop();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            record.Set(_word, word);
            record.Emit();
            if (word == "poison")
            {
                record.Fail("poison", "the text is poisoned");
                return;
            }
        }
    }
}
