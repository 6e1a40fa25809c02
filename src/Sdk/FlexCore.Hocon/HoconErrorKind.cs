namespace FlexCore.Hocon;

/// <summary>What a <see cref="HoconException"/> is about.</summary>
public enum HoconErrorKind
{
    /// <summary>The text is not HOCON (or not JSON, not properties), or not UTF-8.</summary>
    Syntax,

    /// <summary>A substitution is undefined or part of a cycle.</summary>
    Substitution,

    /// <summary>An include cannot be located, read or used.</summary>
    Include,

    /// <summary>A bound of <see cref="HoconLimits"/> is exceeded.</summary>
    Limit,

    /// <summary>A value that was asked for is absent or null.</summary>
    Missing,

    /// <summary>A value has a type that does not convert to the one asked for.</summary>
    WrongType,

    /// <summary>A value has the right type but an unusable content: a bad unit, an overflow.</summary>
    BadValue,
}
