namespace FlexCore.Domain.DataStreams;

/// <summary>The bounds of a data stream. A command that passes one is refused with a message that names it.</summary>
public static class DataStreamLimits
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLengthMax = 200;

    /// <summary>The most characters of one part of the definition.</summary>
    public const int DefinitionPartLengthMax = 262_144;

    /// <summary>The most characters of a fingerprint or a run id.</summary>
    public const int IdLengthMax = 128;

    /// <summary>The most characters of a position, a reason or an error.</summary>
    public const int TextLengthMax = 4_000;
}
