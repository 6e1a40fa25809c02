namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>An operator on two numbers, as a type so that the runtime specialises the node for it.</summary>
internal interface INumberOperation
{
    static abstract double Apply(double left, double right);
}

internal readonly struct Subtract : INumberOperation
{
    public static double Apply(double left, double right) => left - right;
}

internal readonly struct Multiply : INumberOperation
{
    public static double Apply(double left, double right) => left * right;
}

internal readonly struct Divide : INumberOperation
{
    public static double Apply(double left, double right) => left / right;
}

internal readonly struct Remainder : INumberOperation
{
    public static double Apply(double left, double right) => left % right;
}

internal readonly struct Power : INumberOperation
{
    // ECMAScript: an exponent of NaN gives NaN, and (±1) ** ±∞ is NaN where C's pow says 1.
    public static double Apply(double left, double right) =>
        double.IsNaN(right) || (Math.Abs(left) == 1 && double.IsInfinity(right)) ? double.NaN : Math.Pow(left, right);
}

internal readonly struct BitAnd : INumberOperation
{
    public static double Apply(double left, double right) => Semantics.Coercion.ToInt32(left) & Semantics.Coercion.ToInt32(right);
}

internal readonly struct BitOr : INumberOperation
{
    public static double Apply(double left, double right) => Semantics.Coercion.ToInt32(left) | Semantics.Coercion.ToInt32(right);
}

internal readonly struct BitXor : INumberOperation
{
    public static double Apply(double left, double right) => Semantics.Coercion.ToInt32(left) ^ Semantics.Coercion.ToInt32(right);
}

internal readonly struct ShiftLeft : INumberOperation
{
    public static double Apply(double left, double right) => Semantics.Coercion.ToInt32(left) << (Semantics.Coercion.ToInt32(right) & 31);
}

internal readonly struct ShiftRight : INumberOperation
{
    public static double Apply(double left, double right) => Semantics.Coercion.ToInt32(left) >> (Semantics.Coercion.ToInt32(right) & 31);
}

internal readonly struct ShiftRightUnsigned : INumberOperation
{
    public static double Apply(double left, double right) =>
        (uint)Semantics.Coercion.ToInt32(left) >> (Semantics.Coercion.ToInt32(right) & 31);
}
