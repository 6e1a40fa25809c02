namespace FlexCore.Streams.Definition;

/// <summary>The method of an HTTP request.</summary>
public enum HttpVerb
{
    /// <summary>Reads.</summary>
    Get,

    /// <summary>Sends.</summary>
    Post,

    /// <summary>Sends and replaces.</summary>
    Put,

    /// <summary>Sends and changes.</summary>
    Patch,
}
