using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Streams.Cases;

namespace FlexCore.Cli.Testing;

/// <summary>Finds the cases that a file means: those of a pipeline stand under <c>tests</c> in it and in <c>NAME.test.yaml</c> beside it.</summary>
internal static class CaseFinder
{
    private const string Mark = ".test";

    /// <summary>Reads the cases of a file.</summary>
    /// <param name="path">A pipeline file or a file of cases.</param>
    /// <exception cref="CliException">A file is missing or has mistakes, or there is no case.</exception>
    public static IReadOnlyList<CaseSet> Find(string path)
    {
        var file = Read(path);
        if (!file.IsPipeline)
        {
            return [new CaseSet(path, PipelineOf(path, file), file.Cases)];
        }

        var sets = new List<CaseSet>();
        if (file.Cases.Count > 0)
        {
            sets.Add(new CaseSet(path, path, file.Cases));
        }

        if (Beside(path) is { } beside && System.IO.File.Exists(beside))
        {
            var more = Read(beside);
            sets.Add(new CaseSet(beside, PipelineOf(beside, more), more.Cases));
        }

        return sets.Count > 0
            ? sets
            : throw new CliException(ExitCode.InvalidPipeline, $"The pipeline '{path}' has no cases. Write some under 'tests:' in it, or into '{Beside(path)}'.");
    }

    private static CaseFile Read(string path)
    {
        string text;
        try
        {
            text = System.IO.File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InvalidPipeline, $"The file '{path}' cannot be read: {error.Message} Check the path and its permissions.", error);
        }

        var loaded = CaseLoader.Load(text);
        if (loaded.File is { } file)
        {
            return file;
        }

        var lines = text.Split('\n');
        var mistakes = loaded.Diagnostics.Select(found =>
            LintText.Render(new LintFinding(path, found.Line, found.Column, found.Code, found.Message, found.Suggestion), lines));
        throw new CliException(ExitCode.InvalidPipeline, $"the cases cannot be read.\n{string.Join('\n', mistakes)}");
    }

    // pipeline.test.yaml is about pipeline.yaml unless it says otherwise.
    private static string PipelineOf(string path, CaseFile file)
    {
        var folder = Path.GetDirectoryName(path) ?? string.Empty;
        if (file.Pipeline is { } named)
        {
            return Path.Combine(folder, named);
        }

        var name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(Mark, StringComparison.Ordinal)
            ? Path.Combine(folder, name[..^Mark.Length] + Path.GetExtension(path))
            : throw new CliException(ExitCode.InvalidPipeline, $"The file '{path}' does not say which pipeline it is about. Add 'pipeline: FILE' or name it PIPELINE{Mark}{Path.GetExtension(path)}.");
    }

    private static string Beside(string pipeline) => Path.Combine(
        Path.GetDirectoryName(pipeline) ?? string.Empty,
        Path.GetFileNameWithoutExtension(pipeline) + Mark + Path.GetExtension(pipeline));
}
