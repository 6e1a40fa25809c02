namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes the entries of lookup steps. Pure.</summary>
internal static class LookupStepWriter
{
    /// <summary>Writes a lookup.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException">Its table has no form in a file.</exception>
    public static void Write(DocumentWriter writer, LookupStep step)
    {
        switch (step.Table)
        {
            case FileLookupDefinition file:
                writer.Text("file", file.Path);
                writer.Choice("format", file.Format, FileSinkDefinition.FormatOf(file.Path.Text));
                RecordStepWriter.WriteTypes(writer, file.Types);
                break;
            case SqliteLookupDefinition sqlite:
                writer.Key("sqlite");
                writer.Mapping(() =>
                {
                    writer.Text("path", sqlite.Path);
                    writer.Text("table", sqlite.Name);
                });
                break;
            default:
                throw new ArgumentException($"A lookup table of the type {step.Table.GetType().Name} has no form in a file.");
        }

        writer.Keys("key", step.Key);
        writer.Named("fields", step.Fields);
        writer.Choice("missing", step.Missing, LookupMissing.Null);
        writer.Duration("refresh", step.Refresh, null);
    }
}
