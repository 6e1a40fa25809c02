using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Compilation;

/// <summary>Reads the schema files of validate steps, so that their content is part of the pipeline and of its fingerprint.</summary>
internal static class SchemaFiles
{
    /// <summary>Reads all schema files.</summary>
    /// <param name="definition">The pipeline, with absolute paths.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static PipelineDefinition Read(PipelineDefinition definition, DiagnosticBag diagnostics) => definition with
    {
        Steps = definition.Steps.Replace(step => step is ValidateStep validate ? Read(validate, diagnostics) : step),
    };

    private static ValidateStep Read(ValidateStep step, DiagnosticBag diagnostics)
    {
        if (step.Schema is null == step.File is null)
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, step.Mark, "The validate step needs either 'schema' or 'file'.", "For example: schema: { required: [id] }");
            return step;
        }

        if (step.File is not { } file)
        {
            return step;
        }

        var found = new DiagnosticBag();
        var node = ReadText(file, diagnostics) is { } text ? DocumentReader.Read(text, found) : null;
        foreach (var mistake in found.Items)
        {
            diagnostics.Add(mistake.Code, file.Mark, $"{Path.GetFileName(file.Text)}:{mistake.Line}:{mistake.Column}: {mistake.Message}", mistake.Suggestion);
        }

        return node is null ? step : step with { Schema = SchemaText.Of(node) };
    }

    private static string? ReadText(DefinitionText file, DiagnosticBag diagnostics)
    {
        try
        {
            if (new FileInfo(file.Text) is { Exists: true, Length: <= DocumentReader.MaxLength })
            {
                return File.ReadAllText(file.Text);
            }

            var why = File.Exists(file.Text) ? $"is larger than {DocumentReader.MaxLength:N0} bytes" : "does not exist";
            diagnostics.Add(DiagnosticCodes.UnreadableFile, file.Mark, $"The schema file '{file}' {why}.", "Check the path: it is relative to the pipeline file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            diagnostics.Add(DiagnosticCodes.UnreadableFile, file.Mark, $"The schema file '{file}' cannot be read: {error.Message}", "Check the path and its permissions.");
        }

        return null;
    }
}
