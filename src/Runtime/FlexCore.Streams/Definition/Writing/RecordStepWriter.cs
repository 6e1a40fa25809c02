using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes the entries of steps that take each record alone. Pure.</summary>
internal static class RecordStepWriter
{
    /// <summary>Writes a parse step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException">It has a list of columns without a column.</exception>
    public static void Write(DocumentWriter writer, ParseStep step)
    {
        if (step.Columns is { Count: 0 })
        {
            throw new ArgumentException("The parse step has a list of columns with no column in it. Name them, or leave the list out.");
        }

        writer.Choice("format", (ParseFormat?)step.Format);
        writer.Text("pattern", step.Pattern);
        writer.Flag("header", step.Header, null);
        writer.Text("delimiter", step.Delimiter);
        writer.Texts("columns", step.Columns ?? []);
        WriteTypes(writer, step.Types);
    }

    /// <summary>Writes an explode step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, ExplodeStep step)
    {
        writer.Text("field", step.Field);
        writer.Text("as", step.As);
        writer.Text("index", step.Index);
        writer.Flag("keepEmpty", step.KeepEmpty, false);
    }

    /// <summary>Writes a sample step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    public static void Write(DocumentWriter writer, SampleStep step)
    {
        writer.Number("every", step.Every);
        if (step.Rate is { } rate)
        {
            writer.Raw("rate", ExactText.Of(rate, "rate"));
        }

        writer.Text("by", step.By);
        writer.Number("seed", step.Seed == 0 ? null : step.Seed);
    }

    /// <summary>Writes a validate step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException">The schema is not JSON.</exception>
    public static void Write(DocumentWriter writer, ValidateStep step)
    {
        if (step.Schema is { } schema)
        {
            writer.Raw("schema", SchemaText.FromCode(schema.Text).Text);
        }

        writer.Text("file", step.File);
    }

    /// <summary>Writes fields and their types, unless there are none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="types">The types.</param>
    public static void WriteTypes(DocumentWriter writer, EquatableList<FieldType> types)
    {
        if (types.Count > 0)
        {
            writer.Named("types", types.Select(type => new NamedText(type.Name, type.Type.ToString().ToLowerInvariant())));
        }
    }
}
