namespace FlexCore.Node.Logging;

/// <summary>How a node writes its log.</summary>
public enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object per line, for programs that gather logs.</summary>
    Json,
}
