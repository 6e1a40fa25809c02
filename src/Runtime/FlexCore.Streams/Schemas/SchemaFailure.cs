using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary>Why a value is not valid: the place as JSON pointer, the value and the rule. Built only when a record fails.</summary>
/// <remarks>Owned by one worker and used again for each record.</remarks>
internal sealed class SchemaFailure
{
    private readonly List<string> _path = [];
    private string _what = string.Empty;
    private string _rule = string.Empty;

    /// <summary>The failure in words.</summary>
    public string Detail
    {
        get
        {
            var pointer = string.Concat(Enumerable.Reverse(_path).Select(part => "/" + part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
            return $"'{(pointer.Length == 0 ? "/" : pointer)}' {_what}, but the schema says {_rule}";
        }
    }

    /// <summary>A value breaks a rule.</summary>
    /// <param name="value">The value.</param>
    /// <param name="rule">The keyword and what it says.</param>
    /// <returns>False, for checks.</returns>
    public bool Set(in Value value, string rule) => SetWhat($"is {ValueWords.Of(value)}", rule);

    /// <summary>Something else about a value breaks a rule.</summary>
    /// <param name="what">What, as the end of a sentence about the value.</param>
    /// <param name="rule">The keyword and what it says.</param>
    /// <returns>False, for checks.</returns>
    public bool SetWhat(string what, string rule)
    {
        _path.Clear();
        (_what, _rule) = (what, rule);
        return false;
    }

    /// <summary>The failed value is a part of another: adds its name or index to the place.</summary>
    /// <param name="part">The name or index.</param>
    /// <returns>False, for checks.</returns>
    public bool Within(string part)
    {
        _path.Add(part);
        return false;
    }
}
