namespace FlexCore.Application.Inspection;

/// <summary>How important a log event is.</summary>
public enum LogEventLevel
{
    /// <summary>Every step.</summary>
    Trace,

    /// <summary>What helps to find a mistake.</summary>
    Debug,

    /// <summary>What happens in the usual course.</summary>
    Information,

    /// <summary>What is unusual and was dealt with.</summary>
    Warning,

    /// <summary>What failed.</summary>
    Error,

    /// <summary>What ends the process.</summary>
    Critical,
}
