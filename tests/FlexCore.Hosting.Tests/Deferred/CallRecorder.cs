using System.Reflection;

namespace FlexCore.Hosting.Tests.Deferred;

/// <summary>Stands for any interface and keeps what it was asked last. Used by one test.</summary>
public class CallRecorder : DispatchProxy
{
    /// <summary>The last call.</summary>
    public (MethodInfo Method, object?[] Arguments)? Last { get; private set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        Last = (targetMethod, args ?? []);
        return targetMethod.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : null;
    }
}
