using FlexCore.Streams.Expressions.Semantics;

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
    public static double Apply(double left, double right) => Arithmetic.Power(left, right);
}

internal readonly struct BitAnd : INumberOperation
{
    public static double Apply(double left, double right) => Coercion.ToInt32(left) & Coercion.ToInt32(right);
}

internal readonly struct BitOr : INumberOperation
{
    public static double Apply(double left, double right) => Coercion.ToInt32(left) | Coercion.ToInt32(right);
}

internal readonly struct BitXor : INumberOperation
{
    public static double Apply(double left, double right) => Coercion.ToInt32(left) ^ Coercion.ToInt32(right);
}

internal readonly struct ShiftLeft : INumberOperation
{
    public static double Apply(double left, double right) => Coercion.ToInt32(left) << (Coercion.ToInt32(right) & 31);
}

internal readonly struct ShiftRight : INumberOperation
{
    public static double Apply(double left, double right) => Coercion.ToInt32(left) >> (Coercion.ToInt32(right) & 31);
}

internal readonly struct ShiftRightUnsigned : INumberOperation
{
    public static double Apply(double left, double right) =>
        (uint)Coercion.ToInt32(left) >> (Coercion.ToInt32(right) & 31);
}
