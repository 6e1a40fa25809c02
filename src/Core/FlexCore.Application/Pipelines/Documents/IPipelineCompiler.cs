namespace FlexCore.Application.Pipelines.Documents;

/// <summary>Checks pipeline documents and makes graphs of them.</summary>
/// <remarks>Reads no input and writes no output. Never throws over a document: mistakes are findings. Thread-safe.</remarks>
public interface IPipelineCompiler
{
    /// <summary>Compiles a document.</summary>
    /// <param name="document">The text, YAML or JSON.</param>
    /// <param name="options">What replaces parts of it.</param>
    CompiledDocument Compile(string document, CompileDocumentOptions options);
}
