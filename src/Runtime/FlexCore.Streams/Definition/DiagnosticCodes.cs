namespace FlexCore.Streams.Definition;

/// <summary>The stable codes of <see cref="PipelineDiagnostic"/>.</summary>
public static class DiagnosticCodes
{
    /// <summary>The text is not YAML or JSON.</summary>
    public const string Syntax = "syntax";

    /// <summary>The pipeline file does not exist or cannot be read.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>The file is too large, nests too deep or expands to too many nodes.</summary>
    public const string TooLarge = "too-large";

    /// <summary>A key occurs twice in one mapping.</summary>
    public const string DuplicateKey = "duplicate-key";

    /// <summary>A key that nobody reads.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>A step, sink or source that does not exist.</summary>
    public const string UnknownOperator = "unknown-operator";

    /// <summary>A required key is missing.</summary>
    public const string MissingKey = "missing-key";

    /// <summary>A mapping stands where a text is expected, or the like.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A value that the key does not allow.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>A <c>${variable}</c> that is not declared.</summary>
    public const string UnknownVariable = "unknown-variable";

    /// <summary>A field that no record has at this point.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A field occurs twice.</summary>
    public const string DuplicateField = "duplicate-field";

    /// <summary>An expression that cannot be compiled.</summary>
    public const string InvalidExpression = "invalid-expression";

    /// <summary>An aggregate that does not exist or has wrong arguments.</summary>
    public const string InvalidAggregate = "invalid-aggregate";

    /// <summary>A step stands where it cannot work.</summary>
    public const string WrongPlace = "wrong-place";

    /// <summary>Records can be dead letters, but there is no <c>deadLetter</c> sink.</summary>
    public const string MissingDeadLetter = "missing-dead-letter";

    /// <summary>Two sinks write the same target, or a sink writes an input.</summary>
    public const string TargetConflict = "target-conflict";
}
