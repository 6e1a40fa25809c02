namespace FlexCore.Domain.Pipelines;

/// <summary>The bounds of a pipeline. A command that passes one is refused with a message that names it.</summary>
public static class PipelineLimits
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLengthMax = 200;

    /// <summary>The most characters of a description or of a failure's message.</summary>
    public const int TextLengthMax = 4_000;

    /// <summary>The most steps of one pipeline.</summary>
    public const int StepsMax = 500;

    /// <summary>The most characters of a step id or operator name.</summary>
    public const int StepIdLengthMax = 64;

    /// <summary>The most characters of one step's definition.</summary>
    public const int DefinitionLengthMax = 65_536;

    /// <summary>The most characters of a pipeline's document.</summary>
    public const int DocumentLengthMax = 262_144;

    /// <summary>The most characters of a run id.</summary>
    public const int RunIdLengthMax = 128;
}
