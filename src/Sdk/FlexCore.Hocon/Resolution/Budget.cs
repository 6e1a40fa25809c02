using System.Runtime.CompilerServices;

namespace FlexCore.Hocon.Resolution;

/// <summary>Counts what resolving one document costs and stops it at the bounds.</summary>
/// <remarks>Touched only by its resolver.</remarks>
internal sealed class Budget(HoconLimits limits)
{
    // A value costs a handful of steps; a document that needs more per value is built to be slow.
    private const long StepsPerValue = 8;
    private long _steps;
    private long _text;
    private int _depth;

    /// <summary>Goes one level deeper; pair it with <see cref="Leave"/>.</summary>
    public void Enter(HoconOrigin origin)
    {
        _depth++;
        if (_depth > limits.ResolveDepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Exceeded(origin, $"Substitutions or objects nest more than {limits.ResolveDepthMax} deep while resolving", nameof(HoconLimits.ResolveDepthMax));
        }

        CountSteps(1, origin);
    }

    public void Leave() => _depth--;

    /// <summary>Counts work that grows with the document, such as the elements an array concatenation copies.</summary>
    public void CountSteps(int steps, HoconOrigin origin)
    {
        _steps += steps;
        if (_steps > limits.ValueCountMax * StepsPerValue)
        {
            throw Exceeded(origin, $"Resolving takes more steps than {limits.ValueCountMax} values can need", nameof(HoconLimits.ValueCountMax));
        }
    }

    public void CountText(int length, HoconOrigin origin)
    {
        _text += length;
        if (_text > limits.ExpandedTextMax)
        {
            throw Exceeded(origin, $"Concatenations produce more than {limits.ExpandedTextMax} characters", nameof(HoconLimits.ExpandedTextMax));
        }
    }

    public void CheckSize(HoconValue value)
    {
        if (value.TreeSize > limits.ValueCountMax)
        {
            throw Exceeded(value.Origin, $"The configuration expands to more than {limits.ValueCountMax} values", nameof(HoconLimits.ValueCountMax));
        }
    }

    public HoconException Exceeded(HoconOrigin origin, string problem, string name) =>
        new(HoconErrorKind.Limit, origin, $"{problem}; simplify the substitutions or raise {nameof(HoconLimits)}.{name}.");
}
