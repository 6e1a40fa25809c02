namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>An order relation, as a type so that the runtime specialises the node for it.</summary>
internal interface IRelation
{
    static abstract bool Holds(double left, double right);

    static abstract bool Holds(int order);
}

internal readonly struct Less : IRelation
{
    public static bool Holds(double left, double right) => left < right;

    public static bool Holds(int order) => order < 0;
}

internal readonly struct LessOrEqual : IRelation
{
    public static bool Holds(double left, double right) => left <= right;

    public static bool Holds(int order) => order <= 0;
}

internal readonly struct Greater : IRelation
{
    public static bool Holds(double left, double right) => left > right;

    public static bool Holds(int order) => order > 0;
}

internal readonly struct GreaterOrEqual : IRelation
{
    public static bool Holds(double left, double right) => left >= right;

    public static bool Holds(int order) => order >= 0;
}
