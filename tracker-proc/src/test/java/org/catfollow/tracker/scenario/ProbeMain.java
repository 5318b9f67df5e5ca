package org.catfollow.tracker.scenario;
import org.catfollow.tracker.filter.*;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.*;
public class ProbeMain {
  public static void main(String[] a){
    NativeLibraries.loadOpenCv();
    Mat bg=Animal.background(11,640,480);
    Animal cat=new Animal(1,new Scalar(60,140,230), id->{double w=70*Math.pow(3,Math.min(id,120)/120.0);return new Animal.Place(320-w/2,240-w/3,w);});
    Animal hider=new Animal(1,new Scalar(60,140,230), id->new Animal.Place(id<=55?20+5*id:id<=85?295:295+5*(id-85),250,120));
    for(int k=0;k<2;k++){
    Animal c=k==0?cat:hider;
    CorrelationTracker t=new CorrelationTracker(); TrackedBox b=new TrackedBox();
    for(int i=1;i<=120;i++){ Mat f=bg.clone(); c.draw(f,i); if(k==1) org.opencv.imgproc.Imgproc.rectangle(f,new Rect(280,0,150,480),new Scalar(90,60,50),-1);
      Animal.Place p=c.at(i);
      if(i==1) t.init(f,(float)p.x(),(float)p.y(),(float)p.width(),(float)p.height());
      else { t.update(f,b); if(i%4==0||k==1&&i>25) System.out.printf("%d: w %.0f/%.0f x %.0f/%.0f q %.2f psr %.1f%n",i,b.width,p.width(),b.x,p.x(),b.quality,b.peakToSidelobe);} f.release(); }
    }
  }
}
