using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Client.Problems;

namespace FlexCore.Cli.Online;

/// <summary>Reads pipeline files for a node, and shows the node's findings as if the file had been checked here.</summary>
internal static class Documents
{
    private const string InvalidDocument = "invalid-document";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static async Task<PipelineDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new PipelineDocument(path, await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InvalidPipeline, $"The pipeline file '{path}' cannot be read: {error.Message} Check the path and its permissions.", error);
        }
    }

    /// <summary>Reads records that travel with a run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static async Task<string> ReadInputAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InputUnavailable, $"The input '{path}' cannot be read: {error.Message} Check --input.", error);
        }
    }

    /// <summary>Calls the node and turns findings about the document into an excerpt of the file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="CliException">The document has mistakes.</exception>
    public static async Task<T> ExplainAsync<T>(PipelineDocument document, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (NodeProblemException error) when (error.Problem.Code == InvalidDocument && error.Problem.Diagnostics.Count > 0)
        {
            var lines = document.Text.Split('\n');
            var findings = error.Problem.Diagnostics.Select(found =>
                LintText.Render(new LintFinding(document.Path, found.Line, found.Column, found.Code, found.Message, found.Suggestion), lines));
            throw new CliException(ExitCode.InvalidPipeline, $"the node refuses the document.\n{string.Join('\n', findings)}", error);
        }
    }
}
