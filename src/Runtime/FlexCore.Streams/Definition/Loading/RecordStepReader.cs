using System.Globalization;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>explode</c> and <c>sample</c> steps.</summary>
internal static class RecordStepReader
{
    /// <summary>Reads an explode, in short form (<c>explode: items</c>) or long form.</summary>
    /// <param name="node">The value of <c>explode</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static ExplodeStep? ReadExplode(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: false })
        {
            return context.Text(node, "explode") is { } field ? new ExplodeStep(field) : null;
        }

        if (context.Mapping(node, "explode", "the explode step") is not { } reader)
        {
            return null;
        }

        var step = new ExplodeStep(reader.RequiredText("field"))
        {
            As = reader.Text("as"),
            Index = reader.Text("index"),
            KeepEmpty = reader.Flag("keepEmpty") ?? false,
        };
        reader.Finish();
        return step;
    }

    /// <summary>Reads a sample.</summary>
    /// <param name="node">The value of <c>sample</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static SampleStep? ReadSample(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "sample", "the sample step") is not { } reader)
        {
            return null;
        }

        var step = new SampleStep
        {
            Every = reader.Count("every", PipelineLimits.MaxSampleEvery),
            Rate = ReadRate(reader),
            By = reader.Text("by"),
            Seed = ReadSeed(reader),
        };
        reader.Finish();
        return step;
    }

    private static double? ReadRate(MappingReader reader)
    {
        if (reader.Text("rate") is not { } text)
        {
            return null;
        }

        if (double.TryParse(text.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1)
        {
            return rate;
        }

        reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'rate' must be a number above 0 and at most 1, not '{text}'.", "For example: rate: 0.01");
        return 1;
    }

    private static int ReadSeed(MappingReader reader)
    {
        if (reader.Text("seed") is not { } text)
        {
            return 0;
        }

        if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            return seed;
        }

        reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'seed' must be a whole number from 0 to {int.MaxValue:N0}, not '{text}'.");
        return 0;
    }
}
